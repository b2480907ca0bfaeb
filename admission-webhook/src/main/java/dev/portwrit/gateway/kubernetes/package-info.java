/**
 * What a Kubernetes cluster asks before it keeps an object that runs images: a validating admission
 * webhook.
 *
 * <p>A {@link dev.portwrit.gateway.kubernetes.Review} is one {@code AdmissionReview} of {@code
 * admission.k8s.io/v1}, read strictly with Jakarta JSON-P. JSON Pointers find the pod in it,
 * whatever workload it is the template of, and every image that the pod names. Each image must come
 * from a repository of the registry behind this gateway, by digest or by a tag that is protected,
 * and the pod's service account must be allowed to pull it, by the same gate that a pull passes.
 *
 * <p>A question that can be read at all is answered with {@code allowed}; what cannot be told is
 * {@code false}, since what a cluster makes of an error is its own setting.
 *
 * <p>Source: Kubernetes, "kube-apiserver Admission (v1)" and "Dynamic Admission Control".
 */
@NullMarked
package dev.portwrit.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
