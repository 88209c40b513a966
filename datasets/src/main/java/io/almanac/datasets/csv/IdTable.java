package io.almanac.datasets.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ids of series, numbered in the order in which they come. An id is looked up by its characters in a buffer, so a
 * row makes no object unless its id is new. A hash table with open addressing.
 */
final class IdTable {

    private static final int FREE = -1;

    private final List<String> ids = new ArrayList<>();
    private int[] slots = new int[64]; // always at least half free, a power of two
    private int last = FREE;

    IdTable() {
        Arrays.fill(slots, FREE);
    }

    /** The number of the id {@code buffer[from, to)}, a new one if it was not seen before. */
    int numberOf(char[] buffer, int from, int to) {
        if (last != FREE && equal(ids.get(last), buffer, from, to)) {
            return last; // files are mostly grouped by series
        }
        int slot = slotOf(hash(buffer, from, to));
        while (slots[slot] != FREE && !equal(ids.get(slots[slot]), buffer, from, to)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        if (slots[slot] == FREE) {
            slots[slot] = ids.size();
            ids.add(String.valueOf(buffer, from, to - from));
            last = ids.size() - 1;
            if (ids.size() * 2 > slots.length) {
                grow();
            }
        } else {
            last = slots[slot];
        }
        return last;
    }

    String id(int number) {
        return ids.get(number);
    }

    int size() {
        return ids.size();
    }

    private void grow() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, FREE);
        for (int number = 0; number < ids.size(); number++) {
            int slot = slotOf(ids.get(number).hashCode());
            while (slots[slot] != FREE) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number;
        }
    }

    private int slotOf(int hash) {
        return (hash ^ (hash >>> 16)) & (slots.length - 1);
    }

    /** The same as {@link String#hashCode()}. */
    private static int hash(char[] buffer, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        return hash;
    }

    private static boolean equal(String id, char[] buffer, int from, int to) {
        if (id.length() != to - from) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }
}
