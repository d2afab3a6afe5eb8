internal import Linux

/// A picture as it came, in a file in memory, for the process that decodes it.
final class PictureFile {
  let descriptor: Linux::Descriptor
  let byteCount: Int

  init(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    descriptor = try Linux::Descriptor(memoryNamed: "shmshare-picture")
    byteCount = bytes.count
    try writeAll(bytes, to: descriptor.number)
    _ = FileOffset.rewind(descriptor.number)
  }
}
