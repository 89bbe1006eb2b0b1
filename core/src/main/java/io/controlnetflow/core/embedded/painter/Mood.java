package io.controlnetflow.core.embedded.painter;

import io.controlnetflow.core.job.Lora;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The colours a prompt calls up.
 *
 * @param hue main hue in OKLCh, degrees
 * @param chroma strength of colour, 0 to about 0.25
 * @param light how much lighter (or darker, below 0) than usual
 * @param accent second hue, degrees
 */
record Mood(double hue, double chroma, double light, double accent) {
    /** A word that is in no table still counts a little, so that every word changes the picture. */
    private static final double UNKNOWN_WEIGHT = 0.12;

    private static final double KNOWN_WEIGHT = 1.6;
    private static final Map<String, Mood> WORDS = table();

    static Mood of(String prompt) {
        Mean hue = new Mean();
        Mean accent = new Mean();
        double chroma = 0;
        double light = 0;
        double total = 0;
        for (String word : prompt.split("[^\\p{L}]+", -1)) {
            if (word.length() < 3) {
                continue;
            }
            Mood known = known(word);
            Mood mood = known == null ? invented(word) : known;
            double weight = known == null ? UNKNOWN_WEIGHT : KNOWN_WEIGHT;
            // A gray word has no hue to speak of: its hue counts by its chroma.
            double spoken = weight * Math.min(1, 0.15 + mood.chroma * 9);
            hue.add(mood.hue, spoken);
            accent.add(mood.accent, spoken);
            chroma += weight * mood.chroma;
            light += weight * mood.light;
            total += weight;
        }
        if (total == 0) {
            return new Mood(45, 0.10, 0, 220);
        }
        return new Mood(hue.degrees(), chroma / total, light / total, apart(hue.degrees(), accent.degrees()));
    }

    /** Two hues too near each other are dull: the accent is moved to at least 50 degrees away. */
    private static double apart(double hue, double accent) {
        double between = Math.floorMod((long) Math.rint(accent - hue) + 180, 360) - 180.0;
        double far = Math.max(50, Math.abs(between));
        return hue + (between < 0 ? -far : far);
    }

    /** A seed turns the hues a little, never out of the prompt's range. */
    Mood varied(Brief brief) {
        return new Mood(
                hue + (brief.chance(11) - 0.5) * 34,
                chroma * (0.92 + 0.16 * brief.chance(12)),
                light,
                accent + (brief.chance(13) - 0.5) * 44);
    }

    /** Each LoRA turns the hues its own way, by its scale. */
    Mood bent(List<Lora> loras) {
        Mood mood = this;
        for (Lora lora : loras) {
            long own = Noise.hash(lora.path());
            mood = new Mood(
                    mood.hue + lora.scale() * (Math.floorMod(own >>> 7, 121) - 60),
                    mood.chroma * Math.max(0.2, 1 + lora.scale() * (Math.floorMod(own >>> 27, 61) - 20) / 100.0),
                    mood.light,
                    mood.accent + lora.scale() * (Math.floorMod(own >>> 17, 121) - 60));
        }
        return mood;
    }

    private static @org.jspecify.annotations.Nullable Mood known(String word) {
        Mood mood = WORDS.get(word);
        if (mood == null && word.endsWith("s")) {
            mood = WORDS.get(word.substring(0, word.length() - 1));
        }
        if (mood == null && word.endsWith("en")) {
            mood = WORDS.get(word.substring(0, word.length() - 2));
        }
        return mood;
    }

    private static Mood invented(String word) {
        long own = Noise.hash(word);
        return new Mood(
                Math.floorMod(own >>> 8, 360),
                0.07 + Math.floorMod(own >>> 20, 60) / 1000.0,
                (Math.floorMod(own >>> 30, 100) - 50) / 700.0,
                Math.floorMod(own >>> 40, 360));
    }

    private static Map<String, Mood> table() {
        Map<String, Mood> words = new HashMap<>();
        for (String line : MoodWords.TABLE.strip().split("\n", -1)) {
            String[] half = line.split(":", -1);
            String[] n = half[0].trim().split("\\s+", -1);
            Mood mood = new Mood(
                    Double.parseDouble(n[0]),
                    Double.parseDouble(n[1]),
                    Double.parseDouble(n[2]),
                    Double.parseDouble(n[3]));
            for (String word : half[1].trim().split("\\s+", -1)) {
                words.put(word, mood);
            }
        }
        return Map.copyOf(words);
    }

    /** The mean of angles. */
    private static final class Mean {
        private double x;
        private double y;

        void add(double degrees, double weight) {
            x += weight * StrictMath.cos(StrictMath.toRadians(degrees));
            y += weight * StrictMath.sin(StrictMath.toRadians(degrees));
        }

        double degrees() {
            return StrictMath.toDegrees(StrictMath.atan2(y, x));
        }
    }
}
