package infra;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a template's YAML into maps, lists and texts. The short form of a function becomes its long one: {@code !Sub x} is
 * {@code {Fn::Sub: x}}.
 */
final class TemplateText {
    private TemplateText() {}

    static Map<String, Object> read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            return map((MappingNode) new Yaml(new LoaderOptions()).compose(text));
        }
    }

    private static Map<String, Object> map(MappingNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            map.put(((ScalarNode) entry.getKeyNode()).getValue(), value(entry.getValueNode()));
        }
        return map;
    }

    private static Object value(Node node) {
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return content(node);
        }
        String name = tag.substring(1);
        String function = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        return Map.of(function, content(node));
    }

    private static Object content(Node node) {
        if (node instanceof MappingNode map) {
            return map(map);
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> list = new ArrayList<>();
            sequence.getValue().forEach(item -> list.add(value(item)));
            return list;
        }
        return ((ScalarNode) node).getValue();
    }
}
