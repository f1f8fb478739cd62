# The image of all roles: docker build -t snowline:local .
# With --build-arg SOURCE=target it takes what `mvn package` has left in target/ and builds nothing itself.
ARG SOURCE=build

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -q -Dmaven.test.skip -Dspotless.check.skip package

FROM scratch AS target
COPY target/ /build/target/

# hadolint ignore=DL3006
FROM ${SOURCE} AS application

# The Java that the tests run on, on a Ubuntu that is looked after until 2029. The tag moves with their corrections.
FROM eclipse-temurin:17-jre-noble
# Java cannot open files with names beyond ASCII's letters without a UTF-8 locale; the Snowflake driver would unpack a native library
# that nothing here needs.
ENV LC_ALL=C.UTF-8 \
    SNOWFLAKE_DISABLE_MINICORE=true
# By number, so that a cluster can see that it is not root.
RUN groupadd --system --gid 10001 snowline \
    && useradd --system --uid 10001 --gid 10001 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin snowline \
    && install -d -o 10001 -g 10001 -m 0750 /var/lib/snowline
# What changes least comes first.
COPY --from=application /build/target/lib/ /usr/share/snowline/lib/
COPY packaging/agent.jvm packaging/archive-classes packaging/container/ /opt/snowline/
COPY --from=application /build/target/snowline.jar /build/target/snowline-sbom.json /usr/share/snowline/
# Here and not in a stage before: an archive fits one Java, and files of one age in one place.
RUN --mount=type=tmpfs,target=/tmp /opt/snowline/archive-classes /usr/share/snowline/snowline.jar /usr/share/snowline/agent.jsa

ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Snowline" \
      org.opencontainers.image.description="Log lines to Snowflake, exactly once" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:17-jre-noble"

USER 10001:10001
# Where nothing relative can be found: config/ below it must not win over /etc/snowline.
WORKDIR /usr/share/snowline
# Events of a gateway; the console, health and metrics.
EXPOSE 8080 8181
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/opt/snowline/is-alive"]
# No shell between: the signal to stop reaches Java. An argument is a command, such as `check`.
ENTRYPOINT ["java", "@/opt/snowline/container.jvm", "-jar", "/usr/share/snowline/snowline.jar"]
