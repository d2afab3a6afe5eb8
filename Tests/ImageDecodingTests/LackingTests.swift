import Glibc
import Testing

@testable import ImageDecoding

@Suite struct LackingTests {
  /// Builds a library that needs another one, and takes that away.
  private static func makeLibrary(in directory: String) throws {
    let commands = """
      cd '\(directory)' && echo 'int a(void) { return 1; }' > a.c && \
      echo 'int a(void); int load(void) { return a(); }' > b.c && \
      cc -shared -fPIC -Wl,-soname,libmissing.so.7 -o libmissing.so a.c && \
      cc -shared -fPIC -o lacking.so b.c ./libmissing.so && rm libmissing.so
      """
    try #require(system(commands) == 0, "no library was made")
  }

  @Test("a library that lacks another one names that")
  func lacking() throws {
    var name = Array("/tmp/shmview-library.XXXXXX".utf8CString)
    try #require(mkdtemp(&name) != nil)
    let path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { _ = system("rm -r '\(path)'") }
    try Self.makeLibrary(in: path)
    try #require(dlopen("\(path)/lacking.so", RTLD_NOW) == nil)
    #expect(
      DecodingError.lacking("libheif", for: .avif, saying: dlerror())
        == .noLibrary(.avif, "libmissing.so.7"))
  }

  @Test("a library that is not there, or is not what it was, is named itself")
  func absent() throws {
    for file in ["libabsent.so.1", "/etc/hostname"] {
      try #require(dlopen(file, RTLD_NOW) == nil)
      #expect(
        DecodingError.lacking("libabsent", for: .svg, saying: dlerror())
          == .noLibrary(.svg, "libabsent"))
    }
    #expect(
      DecodingError.lacking("libjxl", for: .jpegXL, saying: nil) == .noLibrary(.jpegXL, "libjxl"))
  }
}
