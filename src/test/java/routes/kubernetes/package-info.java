/** Holds the files below k8s/ to Kubernetes' own types and to what the application reads. */
package routes.kubernetes;
