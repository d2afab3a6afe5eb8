private import Glibc

/// The modules by which Imlib2 reads types; each needs a library that may not be installed.
enum Imlib2Loader {
  /// Why the loader for files with that extension cannot be used; nil when it can, or when nobody
  /// knows where it is, and so the file is to blame.
  static func error(suffix: String, _ type: ImageType) -> DecodingError? {
    guard let directory, unsafe access(directory, F_OK) == 0 else { return nil }
    let name = ["heic": "heif", "avif": "heif"][suffix] ?? suffix
    return error(path: "\(directory)/\(name).so", type)
  }

  /// Loads the loader as Imlib2 does, and lets the dynamic linker say what it lacks.
  static func error(path: String, _ type: ImageType) -> DecodingError? {
    if let loader = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL) {
      unsafe dlclose(loader)
      return nil
    }
    let words = unsafe LibraryWords.inLine(dlerror())
    // "libheif.so.1: cannot open shared object file: No such file or directory"
    let library = words.prefix { $0 != ":" }
    let isLibrary = words.contains("cannot open shared object file") && !library.contains("/")
    return isLibrary ? .noLibrary(type, String(library)) : .noLoader(type)
  }

  /// Where Imlib2 looks for them: where it is told to, or beside its library.
  private static var directory: String? {
    if let told = unsafe getenv("IMLIB2_LOADER_PATH") { return unsafe String(cString: told) }
    return libraryDirectory().map { "\($0)/imlib2/loaders" }
  }

  /// Where the process has the library from (proc_pid_maps(5)).
  private static func libraryDirectory() -> Substring? {
    guard let maps = unsafe fopen("/proc/self/maps", "re") else { return nil }
    defer { unsafe fclose(maps) }
    var line = [CChar](repeating: 0, count: 4096)
    while unsafe fgets(&line, CInt(line.count), maps) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard let path = text.firstIndex(of: "/"), let name = text.firstRange(of: "/libImlib2.so")
      else {
        continue
      }
      return text[path..<name.lowerBound]
    }
    return nil
  }
}
