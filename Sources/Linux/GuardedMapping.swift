private import CBusGuard
private import Glibc

/// A file's bytes in this process's memory, unmapped when the value goes.
///
/// Another process may truncate the file: what is touched then reads as zeros instead of killing
/// this process, and `wasTruncated` says so.
///
/// The memory itself is shared: code that hands a mapping to several threads keeps their parts of
/// it apart.
@safe package final class GuardedMapping: @unchecked Sendable {
  /// For as long as this value lives; of whole pages.
  package let memory: UnsafeMutableRawBufferPointer
  private let region: CInt

  /// Maps the first bytes of a file, and what follows them in their last page.
  ///
  /// - Parameter path: what an error is about.
  package init(
    _ descriptor: CInt, byteCount: Int, writing: Bool = false, path: @autoclosure () -> String = ""
  ) throws(SystemError) {
    let pageMask = 4095
    let length = (byteCount + pageMask) & ~pageMask
    let protection = writing ? PROT_READ | PROT_WRITE : PROT_READ
    let address = unsafe mmap(nil, length, protection, MAP_SHARED, descriptor, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw .last("mmap", path())
    }
    let region = unsafe busguard_add(address, length)
    guard region >= 0 else {
      let error = SystemError.last("busguard_add", path())
      unsafe munmap(address, length)
      throw error
    }
    unsafe memory = UnsafeMutableRawBufferPointer(start: address, count: length)
    self.region = region
  }

  deinit {
    busguard_remove(region)  // before the addresses may come to mean something else
    unsafe munmap(memory.baseAddress, memory.count)
  }

  /// Has all pages of the file that it is of at hand, so that none of them costs a fault. The
  /// corresponding C call is `madvise` with `MADV_POPULATE_READ`, which Linux has since 5.14; what
  /// is shared and may be written is then written without a fault as well.
  ///
  /// - Returns: whether they are.
  package func populate() -> Bool {
    unsafe madvise(memory.baseAddress, memory.count, MADV_POPULATE_READ) == 0
  }

  /// Lends the first bytes, for reading.
  package func withBytes<Result>(
    _ count: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    precondition(unsafe count <= memory.count, "\(count) bytes")
    return unsafe body(UnsafeRawBufferPointer(rebasing: memory[..<count]))
  }

  /// Whether bytes were touched that the file no longer had.
  package var wasTruncated: Bool { busguard_tripped(region) != 0 }
}
