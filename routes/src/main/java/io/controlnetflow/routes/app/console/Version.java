package io.controlnetflow.routes.app.console;

import picocli.CommandLine;

/** The program's name and version, as its jar says it. */
public final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"ControlNet Flow " + number()};
    }

    /** The number alone; {@code (unpackaged)} outside a jar. */
    public static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version.replace("-SNAPSHOT", "");
    }
}
