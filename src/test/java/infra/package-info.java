/** The templates of {@code infra/}, resolved as CloudFormation would, and what their policies allow. */
package infra;
