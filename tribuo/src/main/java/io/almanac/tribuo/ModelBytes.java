package io.almanac.tribuo;

import com.google.protobuf.InvalidProtocolBufferException;
import io.almanac.core.files.ModelFileException;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.tribuo.Model;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.regression.Regressor;

/**
 * Tribuo's models as bytes and back, by its protobuf. Tribuo 4.3 makes names of methods by upper case in the default
 * locale and finds none where that of i is not I (Turkish, Azerbaijani): there the default locale of the virtual
 * machine is the root for the moment of the conversion.
 */
final class ModelBytes {

    private static final ReentrantLock LOCALE = new ReentrantLock();

    private ModelBytes() {}

    static byte[] of(Model<Regressor> model) {
        return inPlainLocale(() -> model.serialize().toByteArray());
    }

    /**
     * Reads what {@link #of} wrote. Tribuo makes an object of the class that the bytes name, which has to be one of
     * its models.
     */
    static Model<Regressor> read(byte[] bytes) throws ModelFileException {
        try {
            ModelProto proto = ModelProto.parseFrom(bytes);
            Class<?> type = Class.forName(proto.getClassName(), false, ModelBytes.class.getClassLoader());
            if (!Model.class.isAssignableFrom(type)) {
                throw new ModelFileException("the class " + proto.getClassName() + " is no model of Tribuo");
            }
            return inPlainLocale(() -> Model.deserialize(proto).castModel(Regressor.class));
        } catch (InvalidProtocolBufferException
                | ClassNotFoundException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException e) {
            throw new ModelFileException("the model of Tribuo can't be read: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("StringCaseLocaleUsage") // what Tribuo does is what matters here
    private static <T> T inPlainLocale(Supplier<T> work) {
        LOCALE.lock();
        try {
            if ("i".toUpperCase().equals("I")) {
                return work.get();
            }
            Locale all = Locale.getDefault();
            Locale display = Locale.getDefault(Locale.Category.DISPLAY);
            Locale format = Locale.getDefault(Locale.Category.FORMAT);
            try {
                Locale.setDefault(Locale.ROOT);
                return work.get();
            } finally {
                Locale.setDefault(all);
                Locale.setDefault(Locale.Category.DISPLAY, display);
                Locale.setDefault(Locale.Category.FORMAT, format);
            }
        } finally {
            LOCALE.unlock();
        }
    }
}
