package io.controlnetflow.core.wire;

import java.util.regex.Pattern;

/** Prediction ids: 32 hex digits or {@code pred_…} in the documentation. Anything that could bend a URL is refused. */
public final class Ids {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{4,128}");

    private Ids() {}

    /** True when the id may stand in a URL. */
    public static boolean safe(String id) {
        return SAFE.matcher(id).matches();
    }
}
