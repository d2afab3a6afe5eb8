/// Where two threads divide a JPEG: what is coded in bits comes in one piece, so that the lower one
/// has to read the upper rows as well, but makes no pixels of them.
enum JPEGSplit {
  /// How many pixels are made, and written into the frame, in the time that a coded byte takes to be
  /// read: libjpeg-turbo 2.1 with AVX2 needs 8.7 nanoseconds for the byte and 1.3 for the pixel, with
  /// its colours in half the resolution, which then takes 0.6 to be written.
  private static let pixelsPerByte = 4.5

  /// The rows of the upper part, in whole rows of blocks, so that both take as long; nil where there
  /// is nothing to divide.
  ///
  /// - Parameter byteCount: of the file.
  static func upperRows(width: Int, height: Int, byteCount: Int, rowGroup: Int) -> Int? {
    let reading = Double(byteCount) * pixelsPerByte
    let making = Double(width) * Double(height)
    // The upper part takes `part` of all, the lower one `part` of the reading and the rest of all.
    let part = 1 / (2 - reading / (reading + making))
    let rows = Int((Double(height) * part).rounded()) / rowGroup * rowGroup
    return rows >= rowGroup && rows < height ? rows : nil
  }
}
