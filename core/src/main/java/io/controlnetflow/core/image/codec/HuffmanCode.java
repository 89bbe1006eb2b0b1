package io.controlnetflow.core.image.codec;

import java.util.PriorityQueue;

/** A canonical Huffman code whose words are not longer than a limit (RFC 1951, 3.2.2). */
final class HuffmanCode {
    private final int[] lengths;
    private final int[] words;

    private HuffmanCode(int[] lengths) {
        this.lengths = lengths;
        this.words = words(lengths);
    }

    /**
     * @param counts how often each symbol comes; at least two symbols get a word
     */
    static HuffmanCode of(int[] counts, int limit) {
        int[] scaled = counts.clone();
        int used = 0;
        for (int c : scaled) {
            used += c > 0 ? 1 : 0;
        }
        for (int s = 0; used < 2; s++) {
            used += scaled[s] == 0 ? 1 : 0;
            scaled[s] = Math.max(1, scaled[s]);
        }
        while (true) {
            int[] lengths = depths(scaled);
            int longest = 0;
            for (int length : lengths) {
                longest = Math.max(longest, length);
            }
            if (longest <= limit) {
                return new HuffmanCode(lengths);
            }
            for (int s = 0; s < scaled.length; s++) {
                scaled[s] = (scaled[s] + 1) / 2;
            }
        }
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    void write(BitSink out, int symbol) {
        out.write(words[symbol], lengths[symbol]);
    }

    private record Tree(long weight, int order, int left, int right) implements Comparable<Tree> {
        @Override
        public int compareTo(Tree other) {
            int byWeight = Long.compare(weight, other.weight);
            return byWeight != 0 ? byWeight : Integer.compare(order, other.order);
        }
    }

    private static int[] depths(int[] counts) {
        int symbols = counts.length;
        Tree[] trees = new Tree[2 * symbols];
        PriorityQueue<Tree> queue = new PriorityQueue<>();
        for (int s = 0; s < symbols; s++) {
            if (counts[s] > 0) {
                trees[s] = new Tree(counts[s], s, -1, -1);
                queue.add(trees[s]);
            }
        }
        int next = symbols;
        while (queue.size() > 1) {
            Tree a = queue.remove();
            Tree b = queue.remove();
            trees[next] = new Tree(a.weight + b.weight, /* order= */ next, /* left= */ a.order, /* right= */ b.order);
            queue.add(trees[next]);
            next++;
        }
        int[] depth = new int[next];
        for (int t = next - 1; t >= symbols; t--) {
            depth[trees[t].left] = depth[t] + 1;
            depth[trees[t].right] = depth[t] + 1;
        }
        return java.util.Arrays.copyOf(depth, symbols);
    }

    private static int[] words(int[] lengths) {
        int[] perLength = new int[17];
        for (int length : lengths) {
            perLength[length]++;
        }
        perLength[0] = 0;
        int[] next = new int[17];
        for (int length = 1; length < 17; length++) {
            next[length] = (next[length - 1] + perLength[length - 1]) << 1;
        }
        int[] words = new int[lengths.length];
        for (int s = 0; s < lengths.length; s++) {
            int length = lengths[s];
            if (length > 0) {
                words[s] = Integer.reverse(next[length]++) >>> (32 - length);
            }
        }
        return words;
    }
}
