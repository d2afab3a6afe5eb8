private import CLinux
private import Glibc

/// What this program was started with.
package enum ProgramArguments {
  /// Its arguments after its name, byte by byte; also where /proc is not mounted, and where a
  /// preloaded library has changed the environment.
  package static var all: [[UInt8]] {
    (1..<max(1, clinux_argument_count())).compactMap { index in
      guard let argument = unsafe clinux_argument(index) else { return nil }
      return unsafe Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
    }
  }
}
