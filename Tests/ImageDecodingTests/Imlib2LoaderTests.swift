import Glibc
import Testing

@testable import ImageDecoding

@Suite struct Imlib2LoaderTests {
  /// Builds a module that needs a library, and takes that library away.
  private static func makeLoader(in directory: String) {
    let commands = """
      cd '\(directory)' && echo 'int a(void) { return 1; }' > a.c && \
      echo 'int a(void); int load(void) { return a(); }' > b.c && \
      cc -shared -fPIC -Wl,-soname,libmissing.so.7 -o libmissing.so a.c && \
      cc -shared -fPIC -o whole.so a.c && \
      cc -shared -fPIC -o lacking.so b.c ./libmissing.so && rm libmissing.so
      """
    let status = system(commands)
    precondition(status == 0, "no loader was made")
  }

  @Test("a loader that lacks a library names it; one that loads leaves the blame to the file")
  func lacking() throws {
    var name = Array("/tmp/shmview-loader.XXXXXX".utf8CString)
    try #require(mkdtemp(&name) != nil)
    let path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    Self.makeLoader(in: path)
    defer { _ = system("rm -r '\(path)'") }
    #expect(
      Imlib2Loader.error(path: "\(path)/lacking.so", .svg) == .noLibrary(.svg, "libmissing.so.7"))
    #expect(Imlib2Loader.error(path: "\(path)/whole.so", .svg) == nil)
    #expect(Imlib2Loader.error(path: "\(path)/absent.so", .svg) == .noLoader(.svg))
  }
}
