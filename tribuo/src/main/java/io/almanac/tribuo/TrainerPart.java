package io.almanac.tribuo;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.MapProperty;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Trainer;
import org.tribuo.math.optimisers.Adam;
import org.tribuo.regression.Regressor;

/**
 * An object of a trainer's configuration, the trainer itself or its optimiser, say, as Tribuo's provenance tells it:
 * enough to make the trainer again.
 *
 * @param name     by which other parts refer to it
 * @param type     its class
 * @param settings its fields as texts
 * @param lists    its fields that are lists
 * @param maps     its fields that are maps
 */
public record TrainerPart(
        String name,
        String type,
        Map<String, String> settings,
        Map<String, List<String>> lists,
        Map<String, Map<String, String>> maps) {

    public TrainerPart {
        // Sorted, so that equal trainers give equal text.
        settings = new TreeMap<>(settings);
        lists = new TreeMap<>(lists);
        maps = new TreeMap<>(maps);
    }

    /** The parts of a trainer, itself first. */
    static List<TrainerPart> of(Trainer<Regressor> trainer) {
        String type = trainer.getClass().getName();
        List<TrainerPart> parts = new ArrayList<>();
        for (ConfigurationData part : ProvenanceUtil.extractConfiguration(trainer.getProvenance())) {
            parts.add(part.getClassName().equals(type) ? 0 : parts.size(), of(part));
        }
        if (parts.isEmpty() || !parts.get(0).type().equals(type)) { // not configurable: its text must do
            parts.add(0, new TrainerPart("trainer", type, Map.of("text", trainer.toString()), Map.of(), Map.of()));
        }
        return parts;
    }

    private static TrainerPart of(ConfigurationData part) {
        Map<String, String> settings = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        Map<String, Map<String, String>> maps = new HashMap<>();
        part.getProperties().forEach((field, property) -> {
            if (property instanceof SimpleProperty simple) {
                settings.put(field, simple.getValue());
            } else if (property instanceof ListProperty list
                    && !list.getSimpleList().isEmpty()) {
                lists.put(
                        field,
                        list.getSimpleList().stream()
                                .map(SimpleProperty::getValue)
                                .toList());
            } else if (property instanceof MapProperty map && !map.getMap().isEmpty()) {
                Map<String, String> texts = new TreeMap<>();
                map.getMap().forEach((key, value) -> texts.put(key, value.getValue()));
                maps.put(field, texts);
            }
        });
        return new TrainerPart(part.getName(), part.getClassName(), settings, lists, maps);
    }

    /**
     * Makes the trainer of some parts again.
     *
     * @throws IllegalArgumentException if there are none, or they are not a trainer's
     */
    static Trainer<Regressor> trainer(List<TrainerPart> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("trainer must name a trainer of Tribuo and its parts, was []; in Java:"
                    + " TribuoForecaster.of(trainer)");
        }
        try (var manager = new ConfigurationManager()) {
            manager.addConfiguration(parts.stream().map(TrainerPart::data).toList());
            if (manager.lookup(parts.get(0).name()) instanceof Trainer<?> trainer) {
                @SuppressWarnings("unchecked") // of what it trains, the first dataset will tell
                Trainer<Regressor> regression = (Trainer<Regressor>) trainer;
                return regression;
            }
        } catch (RuntimeException e) { // OLCUT has a type for each way in which a configuration can be wrong
            throw new IllegalArgumentException("trainer " + parts.get(0).type() + " can't be made again: " + e, e);
        }
        throw new IllegalArgumentException(
                "trainer must be a trainer of Tribuo, was " + parts.get(0).type());
    }

    private ConfigurationData data() {
        Map<String, Property> properties = new HashMap<>();
        settings.forEach((field, text) -> properties.put(field, new SimpleProperty(text)));
        lists.forEach((field, texts) -> properties.put(
                field, new ListProperty(texts.stream().map(SimpleProperty::new).toList())));
        maps.forEach((field, texts) -> {
            Map<String, SimpleProperty> values = new HashMap<>();
            texts.forEach((key, text) -> values.put(key, new SimpleProperty(text)));
            properties.put(field, new MapProperty(values));
        });
        return new ConfigurationData(name, type, properties);
    }

    /**
     * Adam of Tribuo 4.3 multiplies by the root of the second moment instead of dividing by it
     * (github.com/oracle/tribuo, pull request 401): its models are NaN or worse than none.
     */
    static void refuseAdam(List<TrainerPart> parts) {
        if (parts.stream().anyMatch(part -> part.type().equals(Adam.class.getName()))) {
            throw new IllegalArgumentException("the trainer must not use Tribuo's Adam: in Tribuo 4.3 it multiplies by"
                    + " the root of the squared gradients instead of dividing (oracle/tribuo#401); take AdaGrad");
        }
    }
}
