# One image for each service, built in the service's target folder; deploy/images/build makes all of them. BASE is any
# image with a Java 25 run time on the PATH. The target "trained" adds what the run time learnt of the service's classes in a training run; such a cache
# counts for exactly that run time and these files, and is left aside for any other.
ARG BASE=kisai/base
FROM ${BASE} AS plain
# Read from here: settings of an installation lie in config/, below this folder.
WORKDIR /deployments
# The most stable first: a new version of our code changes only the last three layers.
COPY --chown=0:0 quarkus-app/lib/ lib/
COPY --chown=0:0 quarkus-app/quarkus-run.jar ./
COPY --chown=0:0 quarkus-app/app/ app/
COPY --chown=0:0 quarkus-app/quarkus/ quarkus/
COPY --chown=0:0 sbom.json ./
# Files belong to root and the process does not: it can not change what it runs.
USER 10001:10001
EXPOSE 8080 9000
# The collector is named, because the run time would choose by the memory it finds, and the cache is for one of them.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "quarkus-run.jar"]

FROM plain AS trained
COPY --chown=0:0 image/app.aot ./
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:AOTCache=app.aot", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "quarkus-run.jar"]
