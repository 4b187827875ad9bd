/// The gate of the Kubernetes manifests: what is rendered from `deploy/k8s` is read as strictly as
/// a cluster would, and for what no cluster looks at.
@NullMarked
package jp.kisai.testkit.deploy;

import org.jspecify.annotations.NullMarked;
