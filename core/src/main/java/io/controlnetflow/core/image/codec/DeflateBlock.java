package io.controlnetflow.core.image.codec;

import java.util.ArrayList;
import java.util.List;

/** One block of Deflate with its own codes (RFC 1951, 3.2.7). */
final class DeflateBlock {
    private static final int END = 256;
    private static final int[] LENGTHS = bases(29, 4, 3);
    private static final int[] DISTANCES = bases(30, 2, 1);
    /** The order in which the lengths of the code for code lengths are written. */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private DeflateBlock() {}

    static void write(BitSink out, int[] tokens, int count, boolean last) {
        int[] symbols = new int[286];
        int[] distances = new int[30];
        symbols[END] = 1;
        for (int i = 0; i < count; i++) {
            int length = tokens[i] >>> 16;
            if (length == 0) {
                symbols[tokens[i]]++;
            } else {
                symbols[257 + lengthIndex(length)]++;
                distances[index(DISTANCES, tokens[i] & 0xffff)]++;
            }
        }
        HuffmanCode literals = HuffmanCode.of(symbols, 15);
        HuffmanCode backs = HuffmanCode.of(distances, 15);
        out.write(last ? 1 : 0, 1);
        out.write(2, 2);
        codes(out, literals, backs);
        for (int i = 0; i < count; i++) {
            token(out, tokens[i], literals, backs);
        }
        literals.write(out, END);
    }

    private static void token(BitSink out, int token, HuffmanCode literals, HuffmanCode backs) {
        int length = token >>> 16;
        if (length == 0) {
            literals.write(out, token);
            return;
        }
        int index = lengthIndex(length);
        literals.write(out, 257 + index);
        out.write(length == 258 ? 0 : length - LENGTHS[index], index == 28 ? 0 : extra(index, 4));
        int distance = token & 0xffff;
        int back = index(DISTANCES, distance);
        backs.write(out, back);
        out.write(distance - DISTANCES[back], extra(back, 2));
    }

    private static int lengthIndex(int length) {
        return length == 258 ? 28 : Math.min(27, index(LENGTHS, length));
    }

    private static void codes(BitSink out, HuffmanCode literals, HuffmanCode backs) {
        List<int[]> runs = runs(literals, backs);
        int[] counts = new int[19];
        runs.forEach(run -> counts[run[0]]++);
        HuffmanCode code = HuffmanCode.of(counts, 7);
        out.write(286 - 257, 5);
        out.write(30 - 1, 5);
        out.write(19 - 4, 4);
        for (int symbol : ORDER) {
            out.write(code.length(symbol), 3);
        }
        for (int[] run : runs) {
            code.write(out, run[0]);
            out.write(run[1], run[0] == 18 ? 7 : run[0] == 17 ? 3 : 0);
        }
    }

    /** Symbol and extra bits: code lengths as they are, runs of zeros as 17 (3 to 10) or 18 (11 to 138). */
    private static List<int[]> runs(HuffmanCode literals, HuffmanCode backs) {
        List<int[]> runs = new ArrayList<>();
        int zeros = 0;
        for (int s = 0; s <= 286 + 30; s++) {
            int length = s < 286 ? literals.length(s) : s < 316 ? backs.length(s - 286) : -1;
            if (length == 0 && zeros < 138) {
                zeros++;
                continue;
            }
            if (zeros > 10) {
                runs.add(new int[] {18, zeros - 11});
            } else if (zeros > 2) {
                runs.add(new int[] {17, zeros - 3});
            } else {
                for (int z = 0; z < zeros; z++) {
                    runs.add(new int[] {0, 0});
                }
            }
            zeros = length == 0 ? 1 : 0;
            if (length > 0) {
                runs.add(new int[] {length, 0});
            }
        }
        return runs;
    }

    /** First value of each length or distance symbol; every {@code group} symbols have one more extra bit. */
    private static int[] bases(int symbols, int group, int first) {
        int[] bases = new int[symbols];
        int value = first;
        for (int s = 0; s < symbols; s++) {
            bases[s] = value;
            value += 1 << extra(s, group);
        }
        return bases;
    }

    private static int extra(int symbol, int group) {
        return Math.max(0, symbol / group - 1);
    }

    private static int index(int[] bases, int value) {
        int at = java.util.Arrays.binarySearch(bases, value);
        return at >= 0 ? at : -at - 2;
    }
}
