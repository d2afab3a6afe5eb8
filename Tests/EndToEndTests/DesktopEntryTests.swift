import TestSupport
import Testing

@Suite("The entries of the desktop's menu") struct DesktopEntryTests {
  /// The files of Packaging, with their names.
  private static func text(_ name: String) -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return String(decoding: Folder.contents("/\(root)/Packaging/\(name)"), as: UTF8.self)
  }

  private static let names = [
    "io.github.shmview.shmview.desktop", "io.github.shmview.shmshare.desktop",
  ]

  @Test("an entry is valid, and has an icon of ours", arguments: names)
  func entry(name: String) throws {
    let stage = try Stage()
    let text = Self.text(name).replacing("@bin@", with: "/usr/bin")
    let file = try stage.folder.write(Array(text.utf8), to: name)
    #expect(try stage.run("desktop-file-validate", [file]) == Outcome(0))
    #expect(text.contains("\nIcon=shmview\n"))
    #expect(Self.text("shmview.svg").contains("<svg"))
  }

  @Test("file managers offer what a camera, a renderer or a scanner writes")
  func types() throws {
    let text = Self.text("io.github.shmview.shmshare.desktop")
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("MimeType=") })
    let types = Set(line.dropFirst(9).split(separator: ";"))
    #expect(
      types.isSuperset(of: [
        "image/jpeg", "image/heif", "image/jxl", "image/tiff", "image/x-exr", "image/vnd.radiance",
        "image/x-adobe-dng", "image/x-canon-cr3", "image/x-nikon-nef", "image/x-sony-arw",
      ]))
  }

  @Test("the icon is a picture that we can show")
  func icon() throws {
    let stage = try Stage()
    let name = try stage.folder.write(Array(Self.text("shmview.svg").utf8), to: "icon.svg")
    #expect(try stage.share(name).ending == .exited(0))
  }
}
