import ShmChannel
import Testing
import ViewerCore

@Suite struct ScaleLabelTests {
  @Test(
    "a scale's ends and middle have as many digits as its tones can tell",
    arguments: [
      (0, 255, ["0", "127.5", "255"]), (0, 65_535, ["0", "32768", "65535"]),
      (800, 3_700, ["800", "2250", "3700"]), (-0.9999902, 0.9999921, ["-1", "0", "1"]),
      (0, 1, ["0", "0.5", "1"]), (1, 0, ["1", "0.5", "0"]), (1.5, 1.75, ["1.5", "1.625", "1.75"]),
      (-0.05, 0.05, ["-0.05", "0", "0.05"]), (1e30, 3e30, ["1e+30", "2e+30", "3e+30"]),
      (0, 1e-30, ["0", "5e-31", "1e-30"]),
    ] as [(Float, Float, [String])])
  func labels(low: Float, high: Float, expected: [String]) throws {
    #expect(try #require(SampleRange(low: low, high: high)).labels == expected)
  }
}
