-- Which distribution points have a certificate that has not expired, without reading the certificates.
drop index certificates_distribution_point;
create index certificates_distribution_point on certificates (authority, distribution_point, not_after);
