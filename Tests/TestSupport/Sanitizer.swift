import Glibc

/// AddressSanitizer, with which scripts/test-sanitized builds the tests.
package enum Sanitizer {
  package static var isOn: Bool { dlsym(nil, "__asan_init") != nil }

  /// Why a test that fills new memory (`NewMemory`) is left out with it.
  package static let reason =
    "the sanitizer has a malloc of its own, which knows nothing of M_PERTURB"
}
