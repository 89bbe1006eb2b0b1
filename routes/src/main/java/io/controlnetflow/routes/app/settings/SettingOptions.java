package io.controlnetflow.routes.app.settings;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** Gives a verb the options of the settings table and of the request fields, and collects what was given, by word. */
public final class SettingOptions {
    private final Map<String, String> given = new TreeMap<>();

    public Map<String, String> given() {
        return given;
    }

    public void addTo(CommandSpec verb, Set<Setting> settings, boolean fields) {
        int order = 10;
        if (fields) {
            ArgGroupSpec.Builder options = heading("Request: defaults for every picture, in the API's words", order++);
            FieldOptions.all()
                    .forEach(f -> options.addArg(
                            option(FieldOptions.word(f), FieldOptions.placeholder(f), FieldOptions.about(f))));
            verb.addArgGroup(options.build());
        }
        for (Setting.Group group : Setting.Group.values()) {
            Set<Setting> members = EnumSet.noneOf(Setting.class);
            settings.stream().filter(s -> s.group == group).forEach(members::add);
            if (!members.isEmpty()) {
                ArgGroupSpec.Builder options = heading(group.heading, order++);
                members.forEach(
                        s -> options.addArg(option(s.word, s.placeholder, s.about + " Default: " + s.standard + ".")));
                verb.addArgGroup(options.build());
            }
        }
    }

    private static ArgGroupSpec.Builder heading(String text, int order) {
        return ArgGroupSpec.builder()
                .heading("%n" + text + "%n")
                .order(order)
                .exclusive(false)
                .validate(false);
    }

    private OptionSpec option(String word, String placeholder, String about) {
        boolean flag = placeholder.isEmpty();
        return OptionSpec.builder("--" + word)
                .paramLabel(placeholder)
                .type(flag ? Boolean.class : String.class)
                .arity(flag ? "0" : "1")
                .description(about.replace("%", "%%"))
                .setter(new ISetter() {
                    @Override
                    public <T> T set(T value) {
                        if (value != null) {
                            given.put(word, value.toString());
                        }
                        return value;
                    }
                })
                .build();
    }
}
