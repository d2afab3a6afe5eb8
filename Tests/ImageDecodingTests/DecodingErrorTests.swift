import ImageDecoding
import Testing

@Suite struct DecodingErrorTests {
  @Test(
    "each error says what is wrong, in words for the user",
    arguments: [
      (DecodingError.empty, "the file is empty"),
      (
        .notAnImage,
        "not an image of a supported type "
          + "(JPEG, PNG, WebP, GIF, TIFF, BMP, HEIF, AVIF, JPEG XL, SVG, PNM, TGA, ICO, QOI, "
          + "NPY, PFM, Radiance HDR, OpenEXR, camera raw)"
      ),
      (.truncated(.gif), "the GIF file is incomplete: part of the picture is missing"),
      (
        .corrupt(.png, "a checksum does not match"),
        "the PNG file is damaged: a checksum does not match"
      ),
      (
        .tooManyPixels(width: 50_000, height: 50_000, limit: 400_000_000),
        "50000x50000 is more than the limit of 400000000 pixels"
      ),
      (
        .sideTooLong(.svg, width: 40_000, height: 10, limit: 32_767),
        "40000x10 is too large: a side of this type of picture (SVG) can be 32767 pixels at most"
      ),
      (
        .unsupported(.tiff, "signed or floating-point samples"),
        "TIFF with signed or floating-point samples is not supported; convert it first"
      ),
      (.cameraRaw, "LibRaw does not know this camera's raw files; convert it first"),
      (.noLibrary(.tiff, "libtiff"), "this system lacks libtiff, which reads TIFF; install it"),
      (.outOfMemory, "not enough memory for a picture of that size"),
    ])
  func words(_ error: DecodingError, _ text: String) {
    #expect("\(error)" == text)
  }
}
