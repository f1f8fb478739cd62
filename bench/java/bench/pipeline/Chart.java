package bench.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A picture of lines over time, as SVG. */
final class Chart {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 300;
    private static final int MARGIN = 60;

    private Chart() {}

    /** A point. */
    record Point(double x, double y) {}

    /** A line of points with a name and a colour. */
    record Line(String name, String colour, List<Point> points) {}

    static String svg(String title, String xName, List<Line> lines) {
        double right = most(lines.stream()
                .flatMap(line -> line.points().stream().map(Point::x))
                .toList());
        double top = most(lines.stream()
                .flatMap(line -> line.points().stream().map(Point::y))
                .toList());
        StringBuilder svg = new StringBuilder();
        svg.append(text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                WIDTH, HEIGHT));
        svg.append(text("<text x=\"%d\" y=\"20\" font-size=\"14\">%s</text>\n", MARGIN, title));
        svg.append(text("<text x=\"%d\" y=\"%d\">%s, to %.0f</text>\n", MARGIN, HEIGHT - 15, xName, right));
        svg.append(text("<text x=\"5\" y=\"%d\">%.3g</text>\n", MARGIN - 15, top));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            svg.append(text(
                    "<text x=\"%d\" y=\"20\" fill=\"%s\">%s</text>\n",
                    WIDTH - 300 + i * 100, line.colour(), line.name()));
            svg.append(text(
                    "<polyline fill=\"none\" stroke=\"%s\" points=\"%s\"/>\n",
                    line.colour(),
                    line.points().stream()
                            .map(point -> text("%.1f,%.1f", x(point.x() / right), y(point.y() / top)))
                            .collect(Collectors.joining(" "))));
        }
        return svg.append("</svg>\n").toString();
    }

    private static double most(List<Double> values) {
        return Math.max(
                1, values.stream().mapToDouble(Double::doubleValue).max().orElse(1));
    }

    private static double x(double share) {
        return MARGIN + share * (WIDTH - 2 * MARGIN);
    }

    private static double y(double share) {
        return HEIGHT - MARGIN + 10 - share * (HEIGHT - 2 * MARGIN);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
