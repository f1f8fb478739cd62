package routes.batch;

import static local.wire.Request.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import local.s3.LocalS3;
import local.wire.Answer;
import local.wire.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.batch.ObjectStore.Copied;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ObjectStoreTest {
    private static final String TYPE = "text/plain";

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void writesAnAbsentObject() {
        assertThat(bucket.store().putIfAbsent("a", bytes("one"), TYPE)).isTrue();
        assertThat(bucket.read("a")).isEqualTo("one");
    }

    @Test
    void leavesAnObjectOfOtherContentAlone() {
        bucket.put("a", "one");

        assertThat(bucket.store().putIfAbsent("a", bytes("two"), TYPE)).isFalse();
        assertThat(bucket.read("a")).isEqualTo("one");
    }

    @Test
    void knowsItsOwnWriteWhoseAnswerWasLost() {
        Fault lost = bucket.gate().dropAfter(to("PUT", "/a")).times(1);

        assertThat(bucket.store().putIfAbsent("a", bytes("one"), TYPE)).isTrue();
        assertThat(lost.hits()).isEqualTo(1);
        assertThat(bucket.gate().requests()).filteredOn(to("PUT", "/a")).hasSize(2);
        assertThat(bucket.read("a")).isEqualTo("one");
    }

    @Test
    void triesAgainWhenAnotherWriteIsUnderWay() {
        Fault conflict = bucket.gate()
                .answer(to("PUT", "/a"), Answer.s3Error(409, "ConditionalRequestConflict", "under way"))
                .times(2);

        assertThat(bucket.store().putIfAbsent("a", bytes("one"), TYPE)).isTrue();
        assertThat(conflict.hits()).isEqualTo(2);
        assertThat(bucket.read("a")).isEqualTo("one");
    }

    @Test
    void doesNotCallAWriteDoneWhenNothingWasWritten() {
        bucket.gate().answer(to("PUT", "/a"), Answer.s3Error(409, "ConditionalRequestConflict", "under way"));

        assertThatThrownBy(() -> bucket.store().putIfAbsent("a", bytes("one"), TYPE))
                .isInstanceOf(S3Exception.class);
    }

    @Test
    void findsAnObjectAsAListingShowsIt() {
        bucket.put("a", "one");
        bucket.put("ab", "two");

        assertThat(bucket.store().find("a")).contains(bucket.store().page("a").get(0));
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(bucket.store().find("a")).isEmpty();
        assertThat(bucket.store().read("a")).isEmpty();
    }

    @Test
    void copiesOnlyWhatWasListed() {
        StoredObject listed = bucket.put("a", "one");

        assertThat(bucket.store().copy("a", listed.etag(), "b")).isEqualTo(Copied.COPIED);
        bucket.put("a", "two");
        assertThat(bucket.store().copy("a", listed.etag(), "c")).isEqualTo(Copied.CHANGED);
        bucket.remove("a");
        assertThat(bucket.store().copy("a", listed.etag(), "d")).isEqualTo(Copied.GONE);
        assertThat(bucket.keys("")).containsExactly("b");
    }

    @Test
    void removesOnlyWhatWasListed() {
        StoredObject one = bucket.put("a", "one");
        StoredObject two = bucket.put("b", "two");
        bucket.put("b", "changed");

        bucket.store()
                .delete(List.of(
                        ObjectStore.named("a", one.etag()),
                        ObjectStore.named("b", two.etag()),
                        ObjectStore.named("c", one.etag())));

        assertThat(bucket.keys("")).containsExactly("b");
    }

    @Test
    void asksNothingOfS3WhenThereIsNothingToRemove() {
        bucket.store().delete(List.of());

        assertThat(bucket.gate().count()).isZero();
    }

    @Test
    void tellsWhenS3RefusesToRemove() {
        refuseToDelete("AccessDenied");

        assertThatThrownBy(() -> bucket.store().delete(List.of(ObjectStore.named("a"), ObjectStore.named("b"))))
                .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(refused.statusCode())
                        .isEqualTo(403))
                .hasMessageContaining("1 of 2 objects could not be removed: AccessDenied");
    }

    @Test
    void tellsAnOutageFromARefusal() {
        refuseToDelete("InternalError");

        assertThatThrownBy(() -> bucket.store().delete(List.of(ObjectStore.named("a"))))
                .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(refused.statusCode())
                        .isEqualTo(503));
    }

    private void refuseToDelete(String code) {
        String body = "<DeleteResult><Error><Key>a</Key><Code>" + code + "</Code><Message>no</Message></Error>"
                + "</DeleteResult>";
        bucket.gate().answer(to("POST", "delete"), new Answer(200, "application/xml", body));
    }

    @Test
    void listsAndRemovesMoreThanOnePage() {
        int objects = ObjectStore.MAX_KEYS + 1;
        List<String> keys = IntStream.range(0, objects)
                .mapToObj(i -> "many/" + (10_000 + i))
                .toList();
        keys.parallelStream().forEach(key -> bucket.store().putIfAbsent(key, bytes("x"), TYPE));

        assertThat(bucket.store().page("many/"))
                .extracting(StoredObject::key)
                .isEqualTo(keys.subList(0, ObjectStore.MAX_KEYS));
        assertThat(bucket.keys("many/")).isEqualTo(keys);

        List<ObjectIdentifier> all = bucket.store().all("many/").stream()
                .map(object -> ObjectStore.named(object.key(), object.etag()))
                .toList();
        bucket.store().delete(all);

        assertThat(bucket.keys("")).isEmpty();
    }

    @Test
    void listsOneLevel() {
        bucket.put("zone/x/1", "a");
        bucket.put("zone/x/2", "a");
        bucket.put("zone/y é/z/1", "a");
        bucket.put("zone/loose", "a");
        bucket.put("zones/x", "a");

        ObjectStore.Level level = bucket.store().level("zone/");

        assertThat(level.folders()).containsExactly("x", "y é");
        assertThat(level.objects()).extracting(StoredObject::key).containsExactly("zone/loose");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space", "plus+and%2Band%", "it's;--\"<&>", "ünïcode-日本-😀", "tab\tstop", "line\nbreak",
                "question?mark#hash", "${batch_id}", "back\\slash", "a=b&c=d", "quote\"", "…\u202e…",
                "carriage\rreturn", "control\u0001", "escape\u001b[31m", "\uffff"
            })
    void keepsHostileKeysAsTheyAre(String name) {
        String key = "landing/orders/" + name;
        StoredObject listed = bucket.put(key, "content");

        assertThat(bucket.store().page("landing/orders/"))
                .extracting(StoredObject::key)
                .containsExactly(key);
        assertThat(bucket.store().copy(key, listed.etag(), "copied/" + name)).isEqualTo(Copied.COPIED);
        assertThat(bucket.read("copied/" + name)).isEqualTo("content");
        bucket.store().delete(List.of(ObjectStore.named(key, listed.etag())));
        assertThat(bucket.keys("landing/")).isEmpty();
    }

    @Test
    void listsWhateverTheStoreSaysOfTheTime() {
        StoredObject object = bucket.put("landing/orders/1", "a");
        ExecutionInterceptor oddDate = new ExecutionInterceptor() {
            @Override
            public SdkHttpResponse modifyHttpResponse(
                    Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
                return context.httpResponse().toBuilder()
                        .putHeader("Date", "tomorrow")
                        .build();
            }
        };
        try (S3Client client = LocalS3.clientBuilder(bucket.gate().endpoint())
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(oddDate))
                .build()) {
            ObjectStore store = new ObjectStore(client, "lake");

            assertThat(store.all("landing/")).containsExactly(object);
            assertThat(store.time()).isEmpty();
        }
    }
}
