import Pixels
import Testing

@testable import ScreenText

@Suite struct TextPainterTests {
  private static let texts = [
    "moonrise.jpg", "Über den Wolken", "東京の夜", "مرحبا بالعالم", "שלום", "a\nb\tc", "12/340",
  ]

  private func ink(_ bitmap: borrowing Bitmap) -> [(x: Int, y: Int, value: UInt32)] {
    let width = bitmap.width
    return bitmap.withBytes { bytes in
      (0..<bitmap.width * bitmap.height).compactMap { index in
        let value = bytes.unsafeLoad(fromByteOffset: index * 4, as: UInt32.self)
        return value == 0 ? nil : (index % width, index / width, value)
      }
    }
  }

  @Test("a text of any script draws ink inside its size, and none outside", arguments: texts)
  func scripts(text: String) throws {
    let painter = try TextPainter()
    let block = painter.block(text)
    #expect(block.size.width > 0 && block.size.height > 8)
    var bitmap = try Bitmap(width: block.size.width + 40, height: block.size.height + 40)
    painter.draw([(block, 20, 20)], over: &bitmap)
    let ink = ink(bitmap)
    #expect(ink.count > 10)
    // An italic or a mark may reach over by a pixel or two.
    #expect(ink.allSatisfy { (17..<block.size.width + 23).contains($0.x) })
    #expect(ink.allSatisfy { (17..<block.size.height + 23).contains($0.y) })
  }

  @Test(
    "letters of the scripts that the tests' font has are letters, not boxes",
    arguments: ["Aa", "Ωμέγα", "Привет", "שלום", "فجر"])
  func letters(text: String) throws {
    #expect(try !TextPainter().block(text).hasUnknownCharacters)
  }

  @Test("marks that are piled up stay inside the line")
  func piled() throws {
    let painter = try TextPainter()
    let block = painter.block("a" + String(repeating: "\u{301}", count: 500))
    var bitmap = try Bitmap(width: block.size.width + 400, height: block.size.height + 400)
    painter.draw([(block, 200, 200)], over: &bitmap)
    let ink = ink(bitmap)
    #expect(!ink.isEmpty)
    #expect(ink.allSatisfy { (200..<200 + block.size.height).contains($0.y) })
  }

  @Test("pixels are premultiplied: no channel is above alpha")
  func premultiplied() throws {
    let painter = try TextPainter()
    let block = painter.block("shmview", TextStyle(colour: 0x80FF_8000))
    var bitmap = try Bitmap(width: block.size.width, height: block.size.height)
    painter.draw([(block, 0, 0)], over: &bitmap)
    for pixel in ink(bitmap) {
      let alpha = pixel.value >> 24
      #expect(alpha <= 0x80 && [0, 8, 16].allSatisfy { pixel.value >> $0 & 0xFF <= alpha })
    }
  }

  @Test("twice the resolution is twice the size")
  func resolution() throws {
    let small = try TextPainter().block("shmview").size
    let large = try TextPainter(dotsPerInch: 192).block("shmview").size
    #expect(abs(large.width - 2 * small.width) <= 4 && abs(large.height - 2 * small.height) <= 4)
  }

  @Test("a long line is broken where it has to be, also without a space")
  func breaking() throws {
    let painter = try TextPainter()
    for text in [String(repeating: "word ", count: 40), String(repeating: "x", count: 200)] {
      let block = painter.block(text, width: 150)
      #expect(block.size.width <= 150)
      #expect(block.size.height > 4 * painter.block("x").size.height)
    }
  }

  @Test("what lies outside of the picture is cut off")
  func clipped() throws {
    let painter = try TextPainter()
    let block = painter.block("shmview", TextStyle(points: 40))
    var bitmap = try Bitmap(width: 40, height: 40)
    painter.draw([(block, -20, -20), (block, 500, 500)], over: &bitmap)
    #expect(!ink(bitmap).isEmpty)
  }

  @Test("a character that no font has is told of")
  func unknown() throws {
    #expect(try TextPainter().block("\u{10FFFD}").hasUnknownCharacters)
    #expect(try !TextPainter().block("é").hasUnknownCharacters)
  }
}
