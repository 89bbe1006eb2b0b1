package io.controlnetflow.routes.dsl.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which of the files that changed together can be taken: they are judged beside the last good texts of all others, and as
 * many are taken as fit together. Pure but for the check.
 */
final class Judge {
    /**
     * @param taken what can run now; empty for a file that is gone
     * @param refused why the others cannot, a line each
     */
    record Verdict(Map<Path, Optional<String>> taken, Map<Path, List<String>> refused) {}

    private final Map<Path, String> good;
    private final Function<Map<Path, String>, List<Wrong>> check;
    private final Function<Path, String> name;
    private final Set<Wrong> before = new LinkedHashSet<>();
    private boolean asked;

    /**
     * @param good the last good texts
     * @param check what is wrong with texts that lie together
     * @param name what a person calls a file
     */
    Judge(Map<Path, String> good, Function<Map<Path, String>, List<Wrong>> check, Function<Path, String> name) {
        this.good = good;
        this.check = check;
        this.name = name;
    }

    /** @param changed the new texts; empty for a file that is gone */
    Verdict of(Map<Path, Optional<String>> changed) {
        Map<Path, Optional<String>> left = new LinkedHashMap<>(changed);
        Map<Path, List<String>> refused = new LinkedHashMap<>();
        while (!left.isEmpty()) {
            List<Wrong> wrong = wrong(left);
            if (wrong.isEmpty()) {
                break;
            }
            List<Path> beside = List.copyOf(refused.keySet());
            for (Path file : guilty(left, wrong)) {
                refused.put(file, why(file, wrong, beside));
                left.remove(file);
            }
        }
        for (Path file : List.copyOf(refused.keySet())) {
            Map<Path, Optional<String>> more = new LinkedHashMap<>(left);
            more.put(file, changed.getOrDefault(file, Optional.empty()));
            if (changed.size() > 1 && wrong(more).isEmpty()) {
                refused.remove(file);
                left = more;
            }
        }
        return new Verdict(left, refused);
    }

    private List<String> why(Path file, List<Wrong> wrong, List<Path> refused) {
        List<String> own = wrong.stream()
                .filter(w -> w.file().equals(file))
                .map(Wrong::line)
                .toList();
        List<String> lines =
                new ArrayList<>(own.isEmpty() ? wrong.stream().map(Wrong::line).toList() : own);
        if (!refused.isEmpty()) {
            lines.add(name.apply(file) + ": was checked beside the last good "
                    + refused.stream()
                            .map(other -> String.valueOf(other.getFileName()))
                            .collect(Collectors.joining(", "))
                    + ", whose change is not taken either");
        }
        return lines;
    }

    /** Where the trouble is; else who makes it alone; else all of them. */
    private Set<Path> guilty(Map<Path, Optional<String>> changed, List<Wrong> wrong) {
        Set<Path> named = wrong.stream()
                .map(Wrong::file)
                .filter(changed::containsKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!named.isEmpty() || changed.size() == 1) {
            return named.isEmpty() ? Set.copyOf(changed.keySet()) : named;
        }
        Set<Path> alone = changed.entrySet().stream()
                .filter(one -> !wrong(Map.of(one.getKey(), one.getValue())).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return alone.isEmpty() ? Set.copyOf(changed.keySet()) : alone;
    }

    /** What was not wrong before. */
    private List<Wrong> wrong(Map<Path, Optional<String>> changed) {
        Map<Path, String> texts = new TreeMap<>(good);
        changed.forEach((file, text) -> text.ifPresentOrElse(its -> texts.put(file, its), () -> texts.remove(file)));
        List<Wrong> wrong = check.apply(texts);
        if (!wrong.isEmpty() && !asked) {
            asked = true;
            before.addAll(check.apply(good));
        }
        return wrong.stream().filter(w -> !before.contains(w)).toList();
    }
}
