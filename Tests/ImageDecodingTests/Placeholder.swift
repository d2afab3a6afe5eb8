import Glibc
@testable import ImageDecoding
import Pixels
import Testing

@Test func probe() throws {
  guard let list = getenv("PROBE").map({ String(cString: $0) }) else { return }
  for name in list.split(separator: " ") {
    let fd = open(String(name), O_RDONLY)
    var bytes = [UInt8](repeating: 0, count: 50_000_000)
    let n = read(fd, &bytes, bytes.count)
    close(fd)
    bytes.withUnsafeBytes { raw in
      for k in stride(from: 8, through: 1, by: -1) {
        do {
          let b = try ImageDecoder.decode(UnsafeRawBufferPointer(rebasing: raw[..<(n * k / 8)]))
          print(name, "\(k)/8 OK", b.width, b.height, b.isOpaque)
          if k == 8 {
            let out = fopen("\(name).dec.pam", "w")
            let w = b.width, h = b.height
            b.withBytes { p in
              fputs("P7\nWIDTH \(w)\nHEIGHT \(h)\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n", out)
              for i in 0..<(w * h) { for c in [2, 1, 0, 3] { putc(Int32(p.unsafeLoad(fromByteOffset: i * 4 + c, as: UInt8.self)), out) } }
            }
            fclose(out)
          }
        } catch { if k == 8 || k == 4 { print(name, "\(k)/8", error) } }
      }
    }
  }
}
