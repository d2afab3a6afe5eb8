@testable import ShareCLI

extension InputFile {
  /// All of it as an array, to be compared.
  func contents() throws(Failure) -> [UInt8] {
    let bytes = try read()
    return try bytes.withUnsafeBytes { (bytes) throws(Failure) in Array(bytes) }
  }
}
