def test_the_map_page_lists_every_area_of_the_release(released, client):
    response = client.get("/en/map/")
    assert response.status_code == 200
