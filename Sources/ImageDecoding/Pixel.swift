/// One pixel of a `Bitmap`: `0xAARRGGBB`, alpha straight.
struct Pixel {
  var word: UInt32

  init(word: UInt32) { self.word = word }

  init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    word = UInt32(alpha) << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
  }
}
