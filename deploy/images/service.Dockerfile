# One image for each service:
#   docker build -f deploy/images/service.Dockerfile --build-arg SERVICE=consent-service -t kisai/consent-service .
# after ./mvnw package, from the repository's root. BASE is any image with a Java 25 run time on the PATH.
ARG BASE=eclipse-temurin:25-jre
FROM ${BASE}
ARG SERVICE
# Read from here: settings of an installation lie in config/, below this folder.
WORKDIR /deployments
# Four layers, the most stable first: a new version of our code changes only the last two.
COPY --chown=0:0 ${SERVICE}/target/quarkus-app/lib/ lib/
COPY --chown=0:0 ${SERVICE}/target/quarkus-app/quarkus-run.jar ./
COPY --chown=0:0 ${SERVICE}/target/quarkus-app/app/ app/
COPY --chown=0:0 ${SERVICE}/target/quarkus-app/quarkus/ quarkus/
# Files belong to root and the process does not: it can not change what it runs.
USER 10001:10001
EXPOSE 8080 9000
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "quarkus-run.jar"]
