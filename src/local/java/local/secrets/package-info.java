/** AWS Secrets Manager on a loopback port: what the placeholders {@code {{aws:…}}} of properties are resolved by. */
package local.secrets;
