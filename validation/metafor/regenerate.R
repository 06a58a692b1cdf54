# Write tests/reference/metafor.json: what R metafor says about the data sets made or named here.
#
#   Rscript validation/metafor/regenerate.R            (from the root of the repository)
#
# Needs R with metafor (Debian: r-base-core, r-cran-metafor). metafor's default tolerances are loose (its REML
# stops when tau-squared changes by less than 1e-5), so every iteration here runs tight, from several starting
# values, and the fit with the highest restricted likelihood is kept. The file carries versions and calls.

suppressMessages(library(metafor))
options(warn = 1)

json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ",\n"), "]"))
    return(paste0("{", paste0("\"", names(x), "\": ", parts, collapse = ", "), "}"))
  }
  values <- if (is.character(x)) paste0("\"", x, "\"") else ifelse(is.na(x), "null", sprintf("%.17g", x))
  if (length(x) == 1 && !inherits(x, "AsIs")) values else paste0("[", paste(values, collapse = ", "), "]")
}

attempt <- function(expr) tryCatch(suppressWarnings(expr), error = function(e) NULL)

# the tightest fit; REML from several starting values and step lengths, the best likelihood wins
tight <- function(yi, vi, method, test = "z", mods = NULL) {
  size <- max(1, mean(vi), var(yi))
  call <- function(control) {
    if (is.null(mods)) rma(yi, vi, method = method, test = test, control = control)
    else rma(yi, vi, mods = mods, method = method, test = test, control = control)
  }
  if (method != "REML") return(call(list(tol = 1e-15, maxiter = 1e5, tau2.max = 1e4 * size)))
  best <- NULL
  for (start in c(NA, 0, 0.1, 1, 10)) for (step in c(1, 0.5, 0.1)) {
    control <- list(threshold = 1e-13 * size, maxiter = 10000, stepadj = step)
    if (!is.na(start)) control$tau2.init <- start * var(yi)
    fit <- attempt(call(control))
    if (is.null(fit)) next
    if (is.null(best) || fit$fit.stats["ll", "REML"] > best$fit.stats["ll", "REML"] + 1e-12) best <- fit
    break
  }
  best
}

row <- function(fit) {
  if (is.null(fit)) return(NULL)
  p <- predict(fit)
  out <- list(estimate = as.numeric(fit$beta)[1], se = fit$se[1], ci_low = fit$ci.lb[1], ci_high = fit$ci.ub[1],
              tau2 = fit$tau2, i2 = fit$I2, h2 = fit$H2, q = fit$QE, q_p = fit$QEp)
  if (fit$method != "FE") out <- c(out, list(prediction_low = p$pi.lb, prediction_high = p$pi.ub))
  out
}

one_set <- function(name, yi, vi) {
  fits <- list()
  for (method in c("REML", "DL", "PM", "FE")) for (test in c("z", "knha")) {
    if (method == "FE" && test == "knha") next
    fit <- tight(yi, vi, method, test)
    got <- row(fit)
    if (is.null(got)) { message(name, " ", method, ": metafor found no fit"); next }
    if (method == "REML" && test == "z") {
      got$log_likelihood <- as.numeric(fit$fit.stats["ll", "REML"])
      if (length(yi) > 2) {
        riley <- predict(fit, pi.type = "riley")
        got$riley_low <- riley$pi.lb; got$riley_high <- riley$pi.ub
      }
      size <- max(1, mean(vi), var(yi))
      profile <- attempt(confint(fit, control = list(tol = 1e-14, maxiter = 1e5, tau2.max = 1e7 * size)))
      if (!is.null(profile)) {
        got$tau2_low <- profile$random["tau^2", "ci.lb"]; got$tau2_high <- profile$random["tau^2", "ci.ub"]
      }
    }
    fits[[paste(method, test)]] <- got
  }
  list(name = name, effects = I(yi), variances = I(vi), fits = fits)
}

sequence <- function(yi, vi, order) {
  lapply(order, function(keep) row(tight(yi[keep], vi[keep], "REML", if (length(keep) > 1) "knha" else "z")))
}

bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
yi <- as.numeric(bcg$yi); vi <- as.numeric(bcg$vi)

set.seed(20260101)
sets <- list(one_set("dat.bcg log RR", yi, vi))
regimes <- list(
  list("homogeneous", function(k) rchisq(k, 4) / 20 + 0.01, 0),
  list("moderate", function(k) rchisq(k, 4) / 20 + 0.01, 0.1),
  list("large heterogeneity", function(k) rchisq(k, 4) / 20 + 0.01, 25),
  list("wildly unequal variances", function(k) 10^runif(k, -4, 2), 0.5),
  list("unequal, homogeneous", function(k) 10^runif(k, -4, 2), 0),
  list("equal variances", function(k) rep(0.25, k), 0.2),
  list("points of 100", function(k) runif(k, 1, 60), 20)
)
for (i in 1:63) {
  regime <- regimes[[(i - 1) %% length(regimes) + 1]]
  k <- if (i <= 7) 2 else sample(2:40, 1)
  v <- regime[[2]](k)
  y <- rnorm(k, 0.3, sqrt(v + regime[[3]]))
  sets[[length(sets) + 1]] <- one_set(paste0(i, ": ", regime[[1]], ", k = ", k), y, v)
}

k <- length(yi)
left_out <- sequence(yi, vi, lapply(1:k, function(i) setdiff(1:k, i)))
added <- sequence(yi, vi, lapply(1:k, seq_len))

mods <- cbind(bcg$ablat, bcg$year)
regression <- lapply(c("z", "knha"), function(test) {
  fit <- tight(yi, vi, "REML", test, mods)
  list(test = test, coefficients = I(as.numeric(fit$beta)), se = I(fit$se), ci_low = I(fit$ci.lb),
       ci_high = I(fit$ci.ub), p = I(fit$pval), tau2 = fit$tau2, r2 = fit$R2, i2 = fit$I2, h2 = fit$H2,
       qe = fit$QE, qe_p = fit$QEp, qm = fit$QM, qm_p = fit$QMp)
})

groups <- as.character(bcg$alloc)
apart <- lapply(unique(groups), function(g) tight(yi[groups == g], vi[groups == g], "REML", "z"))
between <- rma(sapply(apart, function(f) as.numeric(f$beta)), sapply(apart, function(f) f$se^2), method = "FE")

mixed <- tight(yi, vi, "REML", "z", cbind(sqrt(vi)))
classical <- regtest(yi, vi, model = "lm")

# three arms against one control in four trials, one arm in the others: covariance from the control
trial <- c(1, 1, 1, 2, 2, 3, 4, 5, 5, 6)
control <- c(.04, .04, .04, .02, .02, 0, 0, .03, .03, 0)
my <- rnorm(10, 0.4, 0.4); mv <- control + runif(10, 0.02, 0.2)
V <- diag(mv)
for (i in 1:10) for (j in 1:10) if (i != j && trial[i] == trial[j]) V[i, j] <- control[i]
multi <- rma.mv(my, V, random = ~ 1 | trial, method = "REML", control = list(rel.tol = 1e-11, iter.max = 10000, eval.max = 10000))

sizes <- escalc(measure = "SMD", m1i = c(5.1, -28.7, 3), sd1i = c(2, 30.3, 1.5), n1i = c(4, 146, 20),
                m2i = c(4, -6.9, 3.3), sd2i = c(2.5, 22, 1.1), n2i = c(5, 79, 18))
means <- escalc(measure = "MD", m1i = c(5.1, -28.7, 3), sd1i = c(2, 30.3, 1.5), n1i = c(4, 146, 20),
                m2i = c(4, -6.9, 3.3), sd2i = c(2.5, 22, 1.1), n2i = c(5, 79, 18))
ratios <- escalc(measure = "RR", ai = c(10, 0, 5), n1i = c(50, 20, 5), ci = c(20, 4, 2), n2i = c(60, 22, 9))
differences <- escalc(measure = "RD", ai = c(10, 3), n1i = c(50, 20), ci = c(20, 4), n2i = c(60, 22))
pairs <- function(x) list(yi = I(as.numeric(x$yi)), vi = I(as.numeric(x$vi)))

writeLines(json(list(
  made_by = "validation/metafor/regenerate.R",
  r = R.version.string,
  metafor = as.character(packageVersion("metafor")),
  call = "rma(yi, vi, method=, test=, control=list(threshold=1e-13*size, maxiter=10000, stepadj=, tau2.init=)); PM: control=list(tol=1e-15)",
  sets = sets,
  leave_one_out = left_out,
  cumulative = added,
  regression = list(ablat = I(bcg$ablat), year = I(bcg$year), fits = regression),
  subgroups = list(groups = I(groups), estimates = I(sapply(apart, function(f) as.numeric(f$beta))),
                   tau2 = I(sapply(apart, function(f) f$tau2)), q_between = between$QE, p = between$QEp),
  egger = list(mixed_z = mixed$zval[2], mixed_p = mixed$pval[2], mixed_limit = as.numeric(mixed$beta)[1],
               classical_t = classical$zval, classical_p = classical$pval, classical_df = classical$dfs),
  multiarm = list(call = "rma.mv(yi, V, random = ~ 1 | trial)", trials = I(as.character(trial)), effects = I(my),
                  variances = I(mv), control_variances = I(control), estimate = as.numeric(multi$beta),
                  se = multi$se, tau2 = multi$sigma2),
  effect_sizes = list(SMD = pairs(sizes), MD = pairs(means), RR = pairs(ratios), RD = pairs(differences))
)), "tests/reference/metafor.json")
cat(length(sets), "sets,", as.character(packageVersion("metafor")), "\n")
