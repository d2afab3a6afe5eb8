import CPango
import Glibc

/// Pango's and cairo's functions, once a text has needed them.
enum Pango {
  /// The functions, or why there are none.
  static let functions: Result<cpango, TextError> = {
    guard let loaded = cpango_load() else {
      return .failure(.noLibrary(dlerror().map { String(cString: $0) } ?? "libpangocairo"))
    }
    // What Pango has to say about fonts is not for the user; what matters comes as an error.
    loaded.pointee.g_log_set_writer_func(
      { _, _, _, _ in CInt(CPANGO_LOG_WRITER_HANDLED) }, nil, nil)
    return .success(loaded.pointee)
  }()
}
