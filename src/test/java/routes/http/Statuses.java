package routes.http;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;

/** Every status that the code of this package names, so that documents can be held against it. */
public final class Statuses {
    private Statuses() {}

    /** As text, in order. */
    public static Set<String> all() throws IllegalAccessException {
        Set<String> statuses = new TreeSet<>();
        for (Class<?> type : new Class<?>[] {Problem.class, Answer.class}) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
                    statuses.add(String.valueOf(field.getInt(null)));
                }
            }
        }
        return statuses;
    }
}
