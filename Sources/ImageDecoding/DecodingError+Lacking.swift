private import Linux

extension DecodingError {
  /// A library that is loaded with the first picture of its type cannot be loaded.
  ///
  /// - Parameters:
  ///   - library: its name, for people.
  ///   - words: the dynamic linker's (dlerror(3)), which name what that library itself lacks, if it
  ///     is there: "libde265.so.0: cannot open shared object file: No such file or directory".
  static func lacking(
    _ library: String, for type: ImageType, saying words: UnsafePointer<CChar>?
  ) -> DecodingError {
    let words = unsafe LibraryWords.inLine(words)
    let name = words.prefix { $0 != ":" }
    let isLibrary = words.mentions("cannot open shared object file") && !name.contains("/")
    return .noLibrary(type, isLibrary && !name.hasPrefix(library) ? String(name) : library)
  }
}
