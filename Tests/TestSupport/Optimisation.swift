/// How the tests were built.
package enum Optimisation {
  #if DEBUG
    package static let isOn = false
  #else
    package static let isOn = true
  #endif

  /// Why a test that computes much is left out otherwise.
  package static let reason =
    "it takes long unoptimised; scripts/test-sanitized runs it, optimised"
}
