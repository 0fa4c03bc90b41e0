//! The standard normal distribution, with the same bits everywhere.

/// Density.
pub(super) fn density(z: f64) -> f64 {
    const ROOT: f64 = 0.398_942_280_401_432_7;
    ROOT * libm::exp(-0.5 * z * z)
}

/// Distribution function.
pub(super) fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// Density over distribution function, also far below 0 where both vanish.
pub(super) fn hazard(z: f64) -> f64 {
    if z < -30.0 {
        // Asymptotic series of the Mills ratio; the next term is below 1e-6 there.
        let x = -z;
        x + 1.0 / x - 2.0 / (x * x * x)
    } else {
        density(z) / below(z)
    }
}

/// The value below which the share `p` lies, 0 < p < 1; relative error below 2e-9.
///
/// Acklam's rational approximation, with one step of Halley's method.
pub(super) fn quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -39.696_830_286_653_76,
        220.946_098_424_520_5,
        -275.928_510_446_968_7,
        138.357_751_867_269,
        -30.664_798_066_147_16,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -54.476_098_798_224_06,
        161.585_836_858_040_9,
        -155.698_979_859_886_6,
        66.801_311_887_719_72,
        -13.280_681_552_885_72,
    ];
    const C: [f64; 6] = [
        -0.007_784_894_002_430_293,
        -0.322_396_458_041_136_5,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] =
        [0.007_784_695_709_041_462, 0.322_467_129_070_039_8, 2.445_134_137_142_996, 3.754_408_661_907_416];
    let horner = |coefficients: &[f64], x: f64| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    let tail = |p: f64| {
        let x = (-2.0 * libm::log(p)).sqrt();
        horner(&C, x) / (horner(&D, x) * x + 1.0)
    };
    let z = if p < 0.024_25 {
        tail(p)
    } else if p > 1.0 - 0.024_25 {
        -tail(1.0 - p)
    } else {
        let x = p - 0.5;
        horner(&A, x * x) * x / (horner(&B, x * x) * x * x + 1.0)
    };
    let error = (below(z) - p) / density(z);
    z - error / (1.0 + 0.5 * z * error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (p, z) in [
            (0.025, -1.959_963_985),
            (0.05, -1.644_853_627),
            (0.5, 0.0),
            (0.95, 1.644_853_627),
            (0.999, 3.090_232_306),
        ] {
            assert!((quantile(p) - z).abs() < 1e-8, "{p}: {}", quantile(p));
            assert!((below(z) - p).abs() < 1e-8, "{z}: {}", below(z));
        }
    }

    #[test]
    fn the_hazard_goes_on_smoothly_where_both_parts_vanish() {
        let (near, far) = (hazard(-29.999_999), hazard(-30.000_001));
        assert!((near - far).abs() < 1e-5, "{near} {far}");
        assert!((hazard(-30.0) - 30.033_259).abs() < 1e-3, "{}", hazard(-30.0));
    }
}
