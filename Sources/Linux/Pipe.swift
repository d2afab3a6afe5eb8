private import CLinux
private import Glibc

/// Both ends of a new pipe, which child processes do not inherit.
package struct Pipe: ~Copyable {
  /// Where what was written comes out.
  package let reading: Descriptor
  /// Where to write.
  package let writing: Descriptor

  /// The corresponding C function is `pipe2`.
  package init() throws(SystemError) {
    var ends: [CInt] = [-1, -1]
    try check("pipe2") { unsafe clinux_pipe2(&ends, O_CLOEXEC) }
    reading = Descriptor(owning: ends[0])
    writing = Descriptor(owning: ends[1])
  }

  /// Keeps the end for reading, and closes the other: a process that has it is alone with it.
  package consuming func keepReading() -> Descriptor { reading }

  /// Keeps the end for writing, and closes the other.
  package consuming func keepWriting() -> Descriptor { writing }
}
