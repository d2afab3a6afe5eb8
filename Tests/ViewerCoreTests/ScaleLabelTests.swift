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
      (-3.242352e-17, 2.754596e-17, ["-3.242e-17", "-2.44e-18", "2.755e-17"]),
      (-3e38, 3.4e38, ["-3e+38", "2e+37", "3.4e+38"]),
      (1e-36, 1e-34, ["1e-36", "5.05e-35", "1e-34"]),
      (0, 4_294_967_296, ["0", "2.147e+9", "4.295e+9"]),
      (999_990_016, 1_000_000_000, ["999990016", "999995008", "1e+9"]),
      (0, 1e-9, ["0", "5e-10", "1e-9"]),
    ] as [(Float, Float, [String])])
  func labels(low: Float, high: Float, expected: [String]) throws {
    #expect(try #require(SampleRange(low: low, high: high)).labels() == expected)
  }

  @Test("labels with fewer digits still tell the ends apart")
  func fewer() throws {
    let range = try #require(SampleRange(low: -3.242352e-17, high: 2.754596e-17))
    #expect(range.labels(ofParts: 10) == ["-3.2e-17", "0", "2.8e-17"])
    let near = try #require(SampleRange(low: 1.000_1, high: 1.000_2))
    #expect(near.labels(ofParts: 10) == ["1.0001", "1.00015", "1.0002"])
  }
}
