# A Java run time, the libraries it is linked with, and nothing else: no shell, no package manager, nothing to update
# but these two. deploy/images/build collects both from the machine it runs on.
FROM scratch
COPY root/ /
COPY java/ /opt/java/
ENV PATH=/opt/java/bin LANG=C.UTF-8
