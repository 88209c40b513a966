package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Files by a pattern: {@code *}, {@code ?}, <code>{a,b}</code> and {@code [a-z]} stand for a part of one name, {@code **}
 * for folders, also none. Names that begin with a point are left out, as shells do.
 *
 * @param folder below which all files lie: what comes before the first name that is a pattern
 */
record FilePattern(String text, Path folder, List<PathMatcher> matchers, int depth) {

    /** Whether a text is a pattern: it could be one, and no file has that name. */
    static boolean isPattern(String text) {
        return hasSigns(text) && !new File(text).exists();
    }

    private static boolean hasSigns(String text) {
        return text.chars().anyMatch(character -> "*?[{".indexOf(character) >= 0);
    }

    static FilePattern of(String text) {
        String slashed = File.separatorChar == '\\' ? text.replace('\\', '/') : text;
        List<String> names = List.of(slashed.split("/", -1));
        int fixed = 0;
        while (fixed < names.size() - 1 && !hasSigns(names.get(fixed))) {
            fixed++;
        }
        String folder = String.join("/", names.subList(0, fixed));
        List<String> rest = names.subList(fixed, names.size());
        String below = String.join("/", rest);
        try {
            var files = FileSystems.getDefault();
            return new FilePattern(
                    text,
                    Path.of(fixed > 0 && folder.isEmpty() ? "/" : folder),
                    Stream.of(below, below.replace("**/", ""))
                            .distinct()
                            .map(pattern -> files.getPathMatcher("glob:" + pattern))
                            .toList(),
                    below.contains("**") ? Integer.MAX_VALUE : rest.size());
        } catch (PatternSyntaxException | InvalidPathException e) {
            throw new DataException(
                    DataError.NOT_A_FILE_NAME, text + " is no pattern of file names: " + e.getMessage(), e);
        }
    }

    /** The files in the order of their names, at least one. */
    List<Path> files() throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> below = Files.walk(folder, depth)) {
                List<Path> found = below.filter(this::matches)
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        throw new DataException(
                DataError.NO_MATCHING_FILE,
                text + ": no file matches" + (Files.isDirectory(folder) ? "" : ", and there is no folder " + folder));
    }

    private boolean matches(Path file) {
        Path name = folder.relativize(file);
        for (Path part : name) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return matchers.stream().anyMatch(matcher -> matcher.matches(name));
    }
}
