package io.almanac.core.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

class SafetensorsFuzzTest {

    @FuzzTest
    void whatIsReadCanBeWrittenAndReadAgain(byte[] input) {
        Map<String, Tensor> tensors;
        try {
            tensors = Safetensors.read(input);
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
            return;
        }
        Map<String, Tensor> again = Safetensors.read(Safetensors.write(tensors));
        assertEquals(tensors.keySet(), again.keySet());
        tensors.forEach((name, tensor) -> {
            Tensor other = again.get(name);
            assertNotNull(other);
            assertEquals(tensor.type(), other.type());
            assertArrayEquals(tensor.shape(), other.shape());
            assertArrayEquals(tensor.bytes(), other.bytes());
        });
    }
}
