-- Tells the planner how many members the work tables have.
analyze pub_csv_client,
pub_csv_aanbieder,
pub_csv_product,
pub_persoon;
