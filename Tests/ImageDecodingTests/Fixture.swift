import Glibc

/// The bytes of a file in `Fixtures`.
func fixture(_ name: String) throws -> [UInt8] {
  let directory = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  let descriptor = open("/\(directory)/Fixtures/\(name)", O_RDONLY)
  guard descriptor >= 0 else { throw MissingFixture(name: name) }
  defer { close(descriptor) }
  return [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
    count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
  }
}

struct MissingFixture: Error { let name: String }
