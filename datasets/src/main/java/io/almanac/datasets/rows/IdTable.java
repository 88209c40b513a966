package io.almanac.datasets.rows;

import java.util.Arrays;

/**
 * The ids of series, numbered in the order in which they come. An id is looked up by its characters in a buffer, so a
 * row makes no object; all ids lie in one array, so millions of them take little more than their characters. A hash
 * table with open addressing.
 */
final class IdTable {

    private static final int FREE = -1;

    private int[] slots = new int[64]; // always at least half free, a power of two
    private int[] ends = new int[32]; // of each id in the characters
    private char[] characters = new char[256];
    private int size;
    private int last = FREE;

    IdTable() {
        Arrays.fill(slots, FREE);
    }

    /** The number of the id {@code buffer[from, to)}, a new one if it was not seen before. */
    int numberOf(char[] buffer, int from, int to) {
        if (last != FREE && equal(last, buffer, from, to)) {
            return last; // files are mostly grouped by series
        }
        int slot = slotOf(hash(buffer, from, to));
        while (slots[slot] != FREE && !equal(slots[slot], buffer, from, to)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        if (slots[slot] == FREE) {
            slots[slot] = size;
            add(buffer, from, to);
            last = size - 1;
            if (size * 2 > slots.length) {
                grow();
            }
        } else {
            last = slots[slot];
        }
        return last;
    }

    private void add(char[] buffer, int from, int to) {
        int begin = begin(size);
        int end = Math.addExact(begin, to - from);
        if (end > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(end, characters.length + characters.length / 2));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + size / 2);
        }
        System.arraycopy(buffer, from, characters, begin, to - from);
        ends[size++] = end;
    }

    private int begin(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    String id(int number) {
        int begin = begin(number);
        return String.valueOf(characters, begin, ends[number] - begin);
    }

    int size() {
        return size;
    }

    /** Takes no more ids, and lets go of what it needed for that. */
    void close() {
        slots = new int[] {};
    }

    private void grow() {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, FREE);
        for (int number = 0; number < size; number++) {
            int slot = slotOf(hash(characters, begin(number), ends[number]));
            while (slots[slot] != FREE) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number;
        }
    }

    private int slotOf(int hash) {
        return (hash ^ (hash >>> 16)) & (slots.length - 1);
    }

    private static int hash(char[] buffer, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        return hash;
    }

    private boolean equal(int number, char[] buffer, int from, int to) {
        int begin = begin(number);
        return Arrays.equals(characters, begin, ends[number], buffer, from, to);
    }
}
