//! The posterior: a weighted mixture of Gaussians over the linear coefficients.

/// One component of the mixture: a point of the grid and a node of ln σ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Component {
    /// Its share; the shares sum to 1.
    pub weight: f64,
    /// Half-life of the effect, in days.
    pub half_life: f64,
    /// Time constant of natural recovery, in days.
    pub tau: f64,
    /// Correlation of the swings of pain at one day.
    pub phi: f64,
    /// Share of the variance that is noise of single ratings.
    pub r: f64,
    /// Variance of the slow drift a day, relative to σ².
    pub q: f64,
    /// Standard deviation within the person, in points.
    pub sigma: f64,
}

/// Where the swings and the drift stand just after the last rating, given the coefficients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// When, in days: the last rating.
    pub at: f64,
    /// Mean of the swing (OU), in points.
    pub swing: f64,
    /// Mean of the drift (random walk), in points.
    pub drift: f64,
    /// Variance of the swing, in points².
    pub swing_variance: f64,
    /// Covariance of swing and drift, in points².
    pub covariance: f64,
    /// Variance of the drift, in points².
    pub drift_variance: f64,
}
